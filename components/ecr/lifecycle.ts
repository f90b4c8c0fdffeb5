/** What a lifecycle policy keeps. */
export interface Retention {
    /** Days after which an image without a tag expires. */
    untaggedDays: number;
    /** How many images stay; undefined for all. */
    keepImages: number | undefined;
}

/** Text of an ECR lifecycle policy. Equal retentions give equal text. */
export function lifecyclePolicy({ untaggedDays, keepImages }: Retention): string {
    const untagged = {
        rulePriority: 1,
        description: `Images without a tag expire after ${untaggedDays} days`,
        selection: {
            tagStatus: "untagged",
            countType: "sinceImagePushed",
            countUnit: "days",
            countNumber: untaggedDays,
        },
        action: { type: "expire" },
    };
    // ECR wants the rule that selects any image to come last.
    const surplus = {
        rulePriority: 2,
        description: `The last ${keepImages} images stay`,
        selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keepImages },
        action: { type: "expire" },
    };
    return JSON.stringify({ rules: keepImages === undefined ? [untagged] : [untagged, surplus] });
}
