package io.portprobe.internal.client;

import io.portprobe.IoMode;
import io.portprobe.NameResolver;
import io.portprobe.ProbeListener;
import io.portprobe.TargetPolicy;
import io.portprobe.spi.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client, as collected by the builder. Immutable.
 *
 * @param timeout the default timeout of probes
 * @param window the limit of open sockets
 * @param findingBytes the heap that the findings of one report may use
 * @param eventLoops the number of event loops
 * @param ioMode the system interface of the event loops
 * @param resolver the name resolver
 * @param policy the target policy
 * @param callbackExecutor the executor that completes futures; null for the event loops
 * @param classLoader where protocols are discovered; null for the context class loader
 * @param discovery whether protocols are discovered
 * @param protocols the protocols added by the caller
 * @param listeners the listeners
 */
public record ClientConfig(
    Duration timeout,
    int window,
    int findingBytes,
    int eventLoops,
    IoMode ioMode,
    NameResolver resolver,
    TargetPolicy policy,
    @Nullable Executor callbackExecutor,
    @Nullable ClassLoader classLoader,
    boolean discovery,
    List<Protocol> protocols,
    List<ProbeListener> listeners) {}
