"""The pages on which buyers look around; drawn from search, with the database for what one product page adds."""
