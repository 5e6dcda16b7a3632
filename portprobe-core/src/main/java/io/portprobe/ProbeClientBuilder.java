package io.portprobe;

import io.netty.channel.EventLoopGroup;
import io.portprobe.internal.client.ClientConfig;
import io.portprobe.internal.client.ProbeClients;
import io.portprobe.internal.util.Arguments;
import io.portprobe.spi.Protocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link ProbeClient}. Not safe for use by several threads at once. */
public final class ProbeClientBuilder {
  private Duration timeout = Duration.ofSeconds(5);
  private int window = 1_000;
  private int eventLoops = 1;
  private IoMode ioMode = IoMode.AUTO;
  private @Nullable EventLoopGroup eventLoopGroup;
  private NameResolver resolver = NameResolver.system();
  private TargetPolicy policy = TargetPolicy.anywhere();
  private @Nullable Executor callbackExecutor;
  private @Nullable ClassLoader classLoader;
  private boolean discovery = true;
  private final List<Protocol> protocols = new ArrayList<>();
  private final List<ProbeListener> listeners = new ArrayList<>();

  ProbeClientBuilder() {}

  private ProbeClientBuilder(ClientConfig config) {
    timeout = config.timeout();
    window = config.window();
    eventLoops = config.eventLoops();
    ioMode = config.ioMode();
    eventLoopGroup = config.eventLoopGroup();
    resolver = config.resolver();
    policy = config.policy();
    callbackExecutor = config.callbackExecutor();
    classLoader = config.classLoader();
    discovery = config.discovery();
    protocols.addAll(config.protocols());
    listeners.addAll(config.listeners());
  }

  /**
   * Sets the time a probe has unless it says otherwise. Default: 5 s.
   *
   * @param timeout more than zero, at most an hour
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProbeClientBuilder timeout(Duration timeout) {
    this.timeout = Arguments.timeout(timeout);
    return this;
  }

  /**
   * Sets how many sockets may be open at once; further attempts wait for a place, inside their
   * deadline. Default: 1000.
   *
   * @param window 1 to 65535
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProbeClientBuilder window(int window) {
    this.window = Arguments.inRange("window", window, 1, 65_535);
    return this;
  }

  /**
   * Sets the number of event loops, each a thread. Default: 1, which is enough for many thousands
   * of probes a second. Each protocol that is spoken gets as many of its own, so that a plug-in
   * that blocks holds up nobody else.
   *
   * @param eventLoops 1 to 256
   * @return this
   * @throws IllegalArgumentException if it is out of range
   */
  public ProbeClientBuilder eventLoops(int eventLoops) {
    this.eventLoops = Arguments.inRange("eventLoops", eventLoops, 1, 256);
    return this;
  }

  /**
   * Sets the system interface of the event loops. Default: {@link IoMode#AUTO}.
   *
   * @param ioMode the interface
   * @return this
   */
  public ProbeClientBuilder ioMode(IoMode ioMode) {
    this.ioMode = Objects.requireNonNull(ioMode, "ioMode");
    return this;
  }

  /**
   * Lends event loops to the client: epoll, kqueue or NIO, told apart by what they are. The client
   * does not shut them down. Plug-ins are called on them, too, and one that blocks holds up
   * everything there. Default: it makes its own.
   *
   * @param eventLoopGroup the loops
   * @return this
   */
  public ProbeClientBuilder eventLoopGroup(EventLoopGroup eventLoopGroup) {
    this.eventLoopGroup = Objects.requireNonNull(eventLoopGroup, "eventLoopGroup");
    return this;
  }

  /**
   * Sets who finds the addresses of names. Default: {@link NameResolver#system()}.
   *
   * @param resolver the resolver
   * @return this
   */
  public ProbeClientBuilder resolver(NameResolver resolver) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    return this;
  }

  /**
   * Sets which addresses may be probed. Default: {@link TargetPolicy#anywhere()}.
   *
   * @param policy the policy
   * @return this
   */
  public ProbeClientBuilder targetPolicy(TargetPolicy policy) {
    this.policy = Objects.requireNonNull(policy, "policy");
    return this;
  }

  /**
   * Completes futures on an executor instead of an event loop, so that what is chained to them may
   * block. If it rejects, the future completes on the client thread. Default: none.
   *
   * @param executor the executor
   * @return this
   */
  public ProbeClientBuilder callbackExecutor(Executor executor) {
    this.callbackExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /**
   * Adds a protocol. It wins over a discovered one of the same name, and on ports where both are at
   * home.
   *
   * @param protocol the plug-in
   * @return this
   */
  public ProbeClientBuilder protocol(Protocol protocol) {
    protocols.add(Objects.requireNonNull(protocol, "protocol"));
    return this;
  }

  /**
   * Looks for protocols with this class loader. Default: the thread's context class loader.
   *
   * @param classLoader where {@link java.util.ServiceLoader} looks
   * @return this
   */
  public ProbeClientBuilder protocolsFrom(ClassLoader classLoader) {
    this.classLoader = Objects.requireNonNull(classLoader, "classLoader");
    this.discovery = true;
    return this;
  }

  /**
   * Speaks only the protocols that were added here.
   *
   * @return this
   */
  public ProbeClientBuilder withoutDiscovery() {
    this.discovery = false;
    return this;
  }

  /**
   * Adds a listener.
   *
   * @param listener hears of every probe
   * @return this
   */
  public ProbeClientBuilder listener(ProbeListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Makes the client. The builder may be used again.
   *
   * @return a new client
   * @throws IllegalStateException if two protocols of the same rank share a name (the message names
   *     both classes), or the chosen {@link IoMode} does not load here
   */
  @CheckReturnValue
  public ProbeClient build() {
    return ProbeClients.open(
        new ClientConfig(
            timeout,
            window,
            eventLoops,
            ioMode,
            eventLoopGroup,
            resolver,
            policy,
            callbackExecutor,
            classLoader,
            discovery,
            List.copyOf(protocols),
            List.copyOf(listeners)),
        ProbeClientBuilder::new);
  }

  @Override
  public String toString() {
    return "ProbeClientBuilder[timeout: " + timeout + ", window: " + window + "]";
  }
}
