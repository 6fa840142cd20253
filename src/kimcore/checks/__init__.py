"""What is wrong with a program: one file per subject."""
