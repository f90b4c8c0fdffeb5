// Builds and pushes the image of a service, and tells what to deploy.
package main

import (
	"github.com/pulumi-python-image/pulumi-python-image/sdk/go/pythonimage"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		registry := config.Get(ctx, "registry")
		if registry == "" {
			registry = "127.0.0.1:5000"
		}
		repository := config.Get(ctx, "repository")
		if repository == "" {
			repository = registry + "/report"
		}
		image, err := pythonimage.NewPythonImage(ctx, "report", &pythonimage.PythonImageArgs{
			Repository:   pulumi.String(repository),
			Requirements: pulumi.StringRef("../service/requirements.txt"),
			Source:       pulumi.StringRef("../service"),
			Command:      pulumi.StringArray{pulumi.String("python"), pulumi.String("report.py")},
		})
		if err != nil {
			return err
		}
		ctx.Export("ref", image.Ref)
		ctx.Export("digest", image.Digest)
		ctx.Export("size", image.Size)
		return nil
	})
}
