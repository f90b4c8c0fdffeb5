"""What tools read of installed packages: sources, docstrings and metadata."""
import importlib.metadata
import inspect
import tempfile
import traceback

from checking import check


@check
def sources():
    import pandas
    import requests

    assert "def get(" in inspect.getsource(requests.get)
    assert "def merge(" in inspect.getsource(pandas.DataFrame.merge)
    assert inspect.getsource(tempfile.mkstemp)
    try:
        requests.get("no-scheme")
    except requests.exceptions.MissingSchema:
        assert "raise MissingSchema" in traceback.format_exc()
    assert pandas.DataFrame.merge.__doc__ and "Merge" in pandas.DataFrame.merge.__doc__


@check
def metadata():
    assert importlib.metadata.version("pandas")
    for distribution in importlib.metadata.distributions():
        assert distribution.files, distribution.metadata["Name"]
        assert distribution.metadata["Version"]
    numpy_files = [file for file in importlib.metadata.files("numpy") if file.suffix == ".py"]
    assert all(file.locate().exists() for file in numpy_files)
