"""The desk in a browser and its interfaces for programs; `translate.web.app.create` makes the ASGI application."""
