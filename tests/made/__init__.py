"""Reports made for tests: fictional places, known figures, every form, written in every format."""
