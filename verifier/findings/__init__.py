"""What check, loopholes and lint find, in one form: for build servers, annotations and baselines."""
