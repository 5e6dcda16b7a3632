package io.portprobe.internal.scan;

import io.portprobe.internal.scan.pacing.RateLimiter;
import io.portprobe.internal.scan.result.ResultDelivery;
import io.portprobe.internal.scan.setup.ScanServices;
import io.portprobe.internal.scan.setup.ScanSettings;
import java.util.function.Consumer;

/**
 * The objects that all loop scanners of a scan share. Each of them is thread-safe.
 *
 * @param settings the settings of the scan
 * @param services the services of the client
 * @param delivery takes the results
 * @param rateLimiter limits the probes per second of the whole scan
 * @param defects receives what a task of a scanner threw
 */
record ScanContext(
    ScanSettings settings,
    ScanServices services,
    ResultDelivery delivery,
    RateLimiter rateLimiter,
    Consumer<Throwable> defects) {}
