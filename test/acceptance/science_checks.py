"""What programs do with packages for science that pruning and stripping could hurt."""
import io
import os
import tempfile

from checking import check


@check
def scipy():
    from scipy import fft, integrate, linalg, optimize, signal, sparse, stats
    from scipy.sparse.linalg import spsolve

    assert abs(integrate.quad(lambda x: x * x, 0, 3)[0] - 9) < 1e-9
    assert optimize.minimize(lambda x: (x[0] - 2) ** 2, [0.0]).success
    assert linalg.lu([[1.0, 2], [3, 4]])[2][0][0] == 3 and linalg.det([[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]) == 1.0
    assert spsolve(sparse.csc_matrix([[2.0, 0], [0, 4]]), [2, 4]).tolist() == [1, 1]
    assert stats.norm.cdf(0) == 0.5 and len(signal.butter(2, 0.5)) == 2 and fft.fft([1, 0])[0] == 1


@check
def sklearn():
    import numpy
    from sklearn.datasets import make_classification
    from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
    from sklearn.linear_model import LinearRegression, LogisticRegression
    from sklearn.model_selection import cross_val_score
    from sklearn.svm import SVC

    x, y = make_classification(200, random_state=1)
    for model in (RandomForestClassifier(10), LogisticRegression(), SVC(), GradientBoostingClassifier(n_estimators=5)):
        assert cross_val_score(model, x, y, cv=2).mean() > 0.6, model
    RandomForestClassifier(4, n_jobs=2).fit(x, y)
    line = numpy.arange(9.0)[:, None]
    assert round(LinearRegression().fit(line, 2 * line[:, 0]).coef_[0], 6) == 2.0


@check
def skimage():
    import numpy
    from skimage import filters, measure, transform

    picture = numpy.zeros((20, 20))
    picture[5:10, 5:10] = 1
    assert measure.label(picture).max() == 1 and filters.sobel(picture).max() > 0
    assert transform.resize(picture, (10, 10)).shape == (10, 10)


@check
def statsmodels():
    import numpy
    import statsmodels.api

    x = statsmodels.api.add_constant(numpy.arange(10.0))
    assert abs(statsmodels.api.OLS(2 * numpy.arange(10.0), x).fit().params[1] - 2) < 1e-9


@check
def sympy():
    import sympy

    x = sympy.Symbol("x")
    assert sympy.integrate(sympy.sin(x), (x, 0, sympy.pi)) == 2


@check
def numba():
    from numba import njit

    assert njit(lambda n: sum([i for i in range(n)]))(5) == 10
    assert njit(parallel=True)(lambda n: n + 1)(1) == 2


@check
def polars():
    import polars

    assert polars.DataFrame({"a": [1, 2, 3]}).group_by(polars.lit(1)).agg(polars.col("a").sum())["a"][0] == 6


@check
def pyarrow():
    import pandas
    import pyarrow.compute
    from pyarrow import csv, dataset, parquet

    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.parquet")
        for compression in ("snappy", "zstd", "gzip", "brotli", "lz4"):
            frame.to_parquet(path, compression=compression)
            assert pandas.read_parquet(path).equals(frame)
        assert dataset.dataset(path).count_rows() == 2 and parquet.read_metadata(path).num_rows == 2
    assert csv.read_csv(io.BytesIO(b"a,b\n1,2\n")).num_rows == 1
    assert pyarrow.compute.sum(pyarrow.array([1, 2])).as_py() == 3


@check
def tables():
    import pandas

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "x.h5")
        pandas.DataFrame({"a": [1]}).to_hdf(path, key="x", complevel=5, complib="blosc")
        assert pandas.read_hdf(path)["a"].sum() == 1


@check
def h5py():
    import h5py

    with tempfile.TemporaryDirectory() as folder, h5py.File(os.path.join(folder, "x.h5"), "w") as file:
        file.create_dataset("a", data=[1, 2, 3], compression="gzip")
        assert file["a"][:].sum() == 6


@check
def astropy():
    import astropy.units as units
    from astropy.coordinates import SkyCoord
    from astropy.io import fits
    from astropy.table import Table
    from astropy.time import Time

    assert (1 * units.km).to_value("m") == 1000
    assert abs(SkyCoord("10d", "20d").galactic.b.deg) > 1 and Time("2026-01-01").jd > 2e6
    data = io.BytesIO()
    fits.PrimaryHDU([[1, 2]]).writeto(data)
    assert fits.open(io.BytesIO(data.getvalue()))[0].data.sum() == 3 and len(Table({"a": [1, 2]})) == 2


@check
def cv2():
    import cv2
    import numpy

    assert cv2.GaussianBlur(numpy.zeros((9, 9), numpy.uint8), (3, 3), 0).sum() == 0
    assert cv2.imdecode(cv2.imencode(".png", numpy.zeros((4, 4, 3), numpy.uint8))[1], 1).shape == (4, 4, 3)


@check
def lightgbm():
    import lightgbm
    import numpy

    data = lightgbm.Dataset(numpy.arange(200.0).reshape(100, 2), numpy.arange(100.0))
    assert lightgbm.train({"verbose": -1}, data, 2).num_trees() == 2


@check
def cv2():
    import cv2
    import numpy

    assert cv2.resize(numpy.zeros((4, 4), "uint8"), (2, 2)).shape == (2, 2)
