//! Writes every page, the static files and the data as files that any web server can serve.
