"""The lessons as a student gets them, and how they show tables and answers."""
