"""`python -m comity`."""

from comity.presentation.cli import main

if __name__ == "__main__":
    main()
