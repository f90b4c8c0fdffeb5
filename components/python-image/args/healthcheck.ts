/** A command that tells whether a container is healthy, as in a Dockerfile's HEALTHCHECK. */
export interface Healthcheck {
    /** The command in exec form: `["python", "-m", "app.health"]`. */
    command: string[];
    /** Seconds between two checks. Defaults to the engine's 30. */
    intervalSeconds?: number;
    /** Seconds after which a check counts as failed. Defaults to the engine's 30. */
    timeoutSeconds?: number;
    /** Seconds after the start in which failures do not count. Defaults to the engine's 0. */
    startPeriodSeconds?: number;
    /** Failures in a row that make the container unhealthy. Defaults to the engine's 3. */
    retries?: number;
}
