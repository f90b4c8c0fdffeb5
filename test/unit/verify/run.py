"""Runs the tests beside this file; arguments are those of `python3 -m unittest`, by default all tests."""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(HERE, "../../../components"), HERE]

if __name__ == "__main__":
    unittest.main(module=None, argv=["run.py", *(sys.argv[1:] or ["discover", "-s", HERE, "-t", HERE, "-p", "test_*.py"])])
