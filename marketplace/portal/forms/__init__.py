"""What members write. A form that is wrong is shown again with every letter as it was typed."""
