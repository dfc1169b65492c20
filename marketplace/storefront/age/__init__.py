"""The question for the age, asked before alcohol is shown anywhere (design decision 13)."""
