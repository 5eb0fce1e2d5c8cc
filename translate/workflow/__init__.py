"""What joins the families: an article goes in, a draft with its terms and issues comes out."""
