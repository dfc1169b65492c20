"""What all HTTP rooms share: middleware, template tags, form controls, access checks."""
