package app;

import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import com.pulumi.pythonimage.PythonImage;
import com.pulumi.pythonimage.PythonImageArgs;

/** Builds and pushes the image of a service, and tells what to deploy. */
public class App {
    public static void main(String[] arguments) {
        Pulumi.run(context -> {
            var config = context.config();
            var registry = config.get("registry").orElse("127.0.0.1:5000");

            var image = new PythonImage("report", PythonImageArgs.builder()
                .repository(config.get("repository").orElse(registry + "/report"))
                .requirements("../service/requirements.txt")
                .source("../service")
                .command("python", "report.py")
                .build());

            context.export("ref", image.ref());
            context.export("digest", image.digest());
            context.export("size", image.size());
        });
    }
}
