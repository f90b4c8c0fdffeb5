// Builds and pushes the image of a service, and tells what to deploy.
using System.Collections.Generic;
using Pulumi;
using Pulumi.PythonImage;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var registry = config.Get("registry") ?? "127.0.0.1:5000";

    var image = new Pulumi.PythonImage.PythonImage("report", new PythonImageArgs
    {
        Repository = config.Get("repository") ?? $"{registry}/report",
        Requirements = "../service/requirements.txt",
        Source = "../service",
        Command = new[] { "python", "report.py" },
    });

    return new Dictionary<string, object?>
    {
        ["ref"] = image.Ref,
        ["digest"] = image.Digest,
        ["size"] = image.Size,
    };
});
