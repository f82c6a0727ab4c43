"""Memory: the only Django app with tables. Models say what is kept, queries read it in scope, actions change it."""
