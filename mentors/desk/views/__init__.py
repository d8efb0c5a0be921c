"""What a coordinator sees and does, a module for each part of the desk."""
