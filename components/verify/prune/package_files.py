"""What is known about single packages, as globs relative to site-packages (with a leading `/`: to the environment).

A line is here because the package was seen to work without it; test/unit/verify and the live tests repeat that.
"""
from __future__ import annotations

TEST_SUITES = (
    "matplotlib/tests",
    "mpl_toolkits/*/tests",
    "numpy/**/tests",
    "numpy/tests",
    "numpy/conftest.py",
    "numpy/_core/_multiarray_tests.*.so",
    "numpy/_core/_operand_flag_tests.*.so",
    "numpy/_core/_rational_tests.*.so",
    "numpy/_core/_simd.*.so",
    "numpy/_core/_struct_ufunc_tests.*.so",
    "numpy/_core/_umath_tests.*.so",
    "pandas/tests",
    "pandas/conftest.py",
    "plotly/matplotlylib/**/tests",
    "pyarrow/tests",
    "scipy/**/tests",
    "scipy/conftest.py",
    "sklearn/**/tests",
    "sklearn/conftest.py",
    "statsmodels/**/tests",
    "sympy/**/tests",
    "tornado/test",
)
"""Suites that stay by the general proof, because something in the package names them, but that nothing runs. What other
modules import of them stays all the same."""

HEADERS = (
    "/include",
    "astropy/**/*.h",
    "astropy/**/src/*.c",
    "blosc2/include",
    "blosc2/lib/**/*.a",
    "greenlet/**/*.[ch]pp",
    "greenlet/**/*.h",
    "lxml/**/*.h",
    "lxml/**/*.px[di]",
    "numexpr/*.[ch]pp",
    "numpy/__init__*.pxd",
    "numpy/_core/include",
    "numpy/_core/lib",
    "numpy/core/include",
    "numpy/core/lib",
    "numpy/f2py/src",
    "numpy/random/*.pxd",
    "numpy/random/lib",
    "pyarrow/**/*.px[di]",
    "pyarrow/include",
    "pyarrow/src",
    "scipy/**/*.pxd",
    "sklearn/**/*.px[di]",
    "sklearn/**/*.tp",
    "statsmodels/**/*.px[di]",
    "tables/*.px[di]",
)
"""Headers, static libraries and declarations that only a compiler reads."""

NOTEBOOK = ("/etc/jupyter", "/share/jupyter")
"""Extensions and kernels, found by the programs that are built on jupyter_core and by no others."""

LAB_EXTENSIONS = (
    "*/labextension",
    "*/nbextension",
    "/etc/jupyter/nbconfig",
    "/share/jupyter/lab/extensions",
    "/share/jupyter/labextensions",
    "/share/jupyter/nbextensions",
)
"""What a notebook server hands to the browser; Python files in these folders are imported by their packages."""

WIDGETS = ("plotly/package_data/widgetbundle.js", "plotly/graph_objs/_figurewidget.py", "plotly/basewidget.py")
"""plotly's FigureWidget, which needs the distribution anywidget."""

SAMPLE_DATA = (
    "bokeh/sampledata/_data",
    "matplotlib/mpl-data/sample_data",
    "plotly/package_data/datasets",
    "sklearn/datasets/data",
    "sklearn/datasets/images",
    "statsmodels/datasets/**/*.csv",
)

DOCUMENTATION = (
    "boto3/examples",
    "botocore/data/**/examples-1.json*",
    "matplotlib/mpl-data/plot_directive",
    "numpy/random/_examples",
    "sympy/**/examples",
    "tzdata/zoneinfo/*.tab",
    "tzdata/zoneinfo/leapseconds",
    "tzdata/zoneinfo/tzdata.zi",
)

DESKTOP = (
    "PIL/_imagingtk.*.so",
    "matplotlib/backends/_macosx.*.so",
    "matplotlib/backends/_tkagg.*.so",
    "matplotlib/backends/web_backend",
    "matplotlib/mpl-data/images",
)
"""What draws windows, and toolbars in a browser."""

CORE_FONTS = ("matplotlib/mpl-data/fonts/afm", "matplotlib/mpl-data/fonts/pdfcorefonts")
"""Measures of the fonts that every PDF and PostScript viewer has, for `pdf.use14corefonts` and `ps.useafm`."""

AVIF = ("PIL/_avif.*.so", "pillow.libs/libavif-*.so*")
"""Pillow's codec for AVIF: it says that support is not installed where it is not there."""

OPTIONAL_MODULES = ("fontTools/**/*.so",)
"""Extension modules whose Python source is beside them and does the same, only slower."""
