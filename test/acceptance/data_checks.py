"""What data programs do with the six requirements."""
import io

from checking import check


@check
def dataframe():
    import pandas

    frame = pandas.DataFrame(
        {"at": pandas.date_range("2026-03-28", periods=6, freq="12h", tz="Europe/Berlin"), "kind": list("aabbcc"), "value": range(6)}
    )
    sums = frame.groupby("kind")["value"].sum()
    assert list(sums) == [1, 5, 9], sums
    assert frame.set_index("at").resample("D")["value"].mean().iloc[0] == 0.5
    text = io.StringIO()
    frame.to_csv(text, index=False)
    text.seek(0)
    assert pandas.read_csv(text, parse_dates=["at"])["value"].tolist() == list(range(6))
    assert pandas.read_json(io.StringIO(frame.to_json(date_format="iso")))["kind"].tolist() == list("aabbcc")
    assert "value" in frame.describe().to_string()
    assert frame.merge(frame, on="kind").shape == (12, 5)


@check
def arrays():
    import numpy

    generator = numpy.random.default_rng(7)
    square_matrix = generator.standard_normal((50, 50))
    assert numpy.allclose(numpy.linalg.inv(square_matrix) @ square_matrix, numpy.eye(50))
    u, s, v = numpy.linalg.svd(square_matrix)
    assert numpy.allclose(u * s @ v, square_matrix)
    signal = generator.standard_normal(128)
    assert numpy.allclose(numpy.fft.ifft(numpy.fft.fft(signal)).real, signal)
    assert numpy.testing.assert_allclose(signal, signal) is None
    assert numpy.ma.masked_invalid([1.0, numpy.nan]).sum() == 1.0
    assert numpy.polynomial.Polynomial([1, 2])(3) == 7


@check
def plot():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from PIL import Image

    figure, axes = pyplot.subplots(figsize=(3, 2))
    axes.plot([1, 2, 3], label=r"$\alpha^2$ ö")
    axes.set_title("Text", family="serif")
    axes.set_xlabel("mono", family="monospace")
    axes.legend()
    for kind in ("png", "svg", "pdf"):
        image = io.BytesIO()
        figure.savefig(image, format=kind)
        assert len(image.getvalue()) > 2000, kind
        if kind == "png":
            assert Image.open(image).size == (300, 200)


@check
def pictures():
    from PIL import Image, features

    picture = Image.new("RGB", (64, 64), (200, 30, 30))
    for kind in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "JPEG2000", "AVIF"):
        if kind != "AVIF" or features.check("avif"):
            data = io.BytesIO()
            picture.save(data, kind)
            assert Image.open(io.BytesIO(data.getvalue())).convert("RGB").size == (64, 64), kind
    assert features.check("freetype2") and features.check("zlib")


@check
def page():
    import plotly.express
    import plotly.graph_objects

    figure = plotly.graph_objects.Figure(plotly.graph_objects.Scatter(x=[1, 2], y=[3, 4], name="a"))
    text = figure.to_html(include_plotlyjs=True)
    assert "plotly" in text and len(text) > 1_000_000
    assert len(plotly.express.bar(x=["a"], y=[1]).to_json()) > 100
