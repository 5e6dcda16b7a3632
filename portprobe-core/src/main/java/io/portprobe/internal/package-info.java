/**
 * The engine of portprobe. Not exported, and without compatibility promises.
 *
 * <p>A probe passes through these packages, top down:
 *
 * <pre>{@code
 * ProbeClient.tcp -> DefaultPortProbe.report -> DefaultProbeClient                (client)
 *   -> ProbeExecution: HostLookup -> AddressFilter -> SocketPermits               (probe)
 *        -> TcpAttempt | UdpAttempt                                               (probe, io, net)
 *             -> TcpDialogueHandler -> DialogueSession -> the plug-in             (dialogue)
 *   -> DefaultProbeReport -> ListenerNotifier -> the future of the caller         (probe, client)
 * }</pre>
 *
 * <p>And a scan:
 *
 * <pre>{@code
 * Scan.forEach -> ScanExecution -> LoopScanner, one per event loop and transport  (scan)
 *   WorkSource -> TargetResolver -> AddressScheduler -> AddressProgress           (scan.source, scan)
 *     -> ProbeSender -> a sweep, or channels                                      (sweep, probe)
 *     -> OutcomeClassifier -> ResultBatch -> ResultDelivery -> the consumer       (scan.result)
 * }</pre>
 *
 * <p>Packages depend on each other in one direction only, which a test checks.
 *
 * <p>Start with the package {@code internal.client}. {@code ArchitectureTest} lists what each
 * package may use.
 */
@NullMarked
package io.portprobe.internal;

import org.jspecify.annotations.NullMarked;
