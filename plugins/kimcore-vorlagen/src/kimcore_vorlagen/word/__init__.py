"""Word templates: a sandboxed Jinja, the places of a document, and the filling by docxtpl."""
