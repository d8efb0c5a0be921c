"""Equipment to borrow: what there is, who has it, and when it comes back."""
