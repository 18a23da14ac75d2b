# A plan without a resource: readable, nothing to say, and no error.
