import { defineConfig } from "vitepress";

const guides = [
    ["strategy", "Choose a strategy"],
    ["smaller", "Make it smaller"],
    ["application", "Steps of an application"],
    ["workspaces", "Workspaces and monorepos"],
    ["sources", "Packages that are built"],
    ["private", "Private packages"],
    ["proxies", "Proxies and mirrors"],
    ["ecr", "Amazon ECR"],
    ["ci", "GitHub Actions and GitLab"],
    ["promote", "Promote through stages"],
    ["updates", "Updates and roll-backs"],
    ["multi-platform", "Several platforms"],
    ["lambda", "AWS Lambda"],
    ["fargate", "ECS Fargate"],
    ["cloud-run", "Cloud Run"],
    ["kubernetes", "Kubernetes"],
    ["remote-builders", "Remote builders"],
    ["unit-tests", "Unit tests with mocks"],
    ["languages", "Python, Go, C#, Java, YAML"],
].map(([page, text]) => ({ text, link: `/guides/${page}` }));

export default defineConfig({
    title: "Python Image",
    description: "Small, proven Python container images from a Pulumi program",
    lang: "en",
    cleanUrls: true,
    // Pulumi's registry reads these two; this site does not show them.
    srcExclude: ["_index.md", "installation-configuration.md", "adr/**", "node_modules/**"],
    themeConfig: {
        search: { provider: "local" },
        outline: [2, 3],
        nav: [
            { text: "Start", link: "/start" },
            { text: "Guides", link: "/guides/strategy" },
            { text: "Reference", link: "/reference/python-image" },
            { text: "Errors", link: "/errors" },
        ],
        sidebar: [
            {
                text: "Begin",
                items: [
                    { text: "Five-minute start", link: "/start" },
                    { text: "Migrating", link: "/migrating" },
                    { text: "How it works", link: "/how-it-works" },
                    { text: "Who can do what", link: "/security" },
                ],
            },
            { text: "Guides", items: guides },
            {
                text: "Reference",
                items: [
                    { text: "PythonImage", link: "/reference/python-image" },
                    { text: "EcrRepository", link: "/reference/ecr-repository" },
                    { text: "ImageComparison", link: "/reference/image-comparison" },
                    { text: "Errors", link: "/errors" },
                    { text: "What was tried where", link: "/matrix" },
                    { text: "In the field", link: "/field" },
                    { text: "Registries", link: "/registries" },
                    { text: "Versions and platforms", link: "/policy" },
                ],
            },
        ],
        socialLinks: [{ icon: "github", link: "https://github.com/pulumi-python-image/pulumi-python-image" }],
        editLink: { pattern: "https://github.com/pulumi-python-image/pulumi-python-image/edit/main/docs/:path" },
    },
});
