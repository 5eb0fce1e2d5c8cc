"""A recipe and a corpus go in, a model that CTranslate2 and transformers read alike comes out."""
