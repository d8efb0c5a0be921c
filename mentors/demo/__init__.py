"""A small make-believe municipality for `make demo`: places, people and meetings to try things on."""
