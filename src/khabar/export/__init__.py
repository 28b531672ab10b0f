"""What leaves a ledger in the forms that others use, one small module each."""
