"""The pages of progress: anonymous ones in `public`, on paper in `papers`, with an account in `account`."""
