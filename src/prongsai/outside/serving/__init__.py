"""What stands between the server and the application: lines of people, and connections to the database."""
