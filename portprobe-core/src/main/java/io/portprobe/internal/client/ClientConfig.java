package io.portprobe.internal.client;

import io.netty.channel.EventLoopGroup;
import io.portprobe.IoMode;
import io.portprobe.NameResolver;
import io.portprobe.ProbeListener;
import io.portprobe.TargetPolicy;
import io.portprobe.spi.Protocol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** All settings of a client, as the builder collected them. */
public record ClientConfig(
    Duration timeout,
    int window,
    int eventLoops,
    IoMode ioMode,
    @Nullable EventLoopGroup eventLoopGroup,
    NameResolver resolver,
    TargetPolicy policy,
    @Nullable Executor callbackExecutor,
    @Nullable ClassLoader classLoader,
    boolean discovery,
    List<Protocol> protocols,
    List<ProbeListener> listeners) {}
