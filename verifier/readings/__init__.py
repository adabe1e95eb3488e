"""Where do two readings of a clause part?"""
