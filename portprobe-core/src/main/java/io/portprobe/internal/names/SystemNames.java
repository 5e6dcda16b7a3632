package io.portprobe.internal.names;

import io.netty.channel.EventLoop;
import io.portprobe.AddressSelection;
import io.portprobe.NameResolutionException;
import io.portprobe.NameResolutionException.Problem;
import io.portprobe.internal.io.ClientEventLoops;
import io.portprobe.internal.io.LimitedThreads;
import io.portprobe.internal.io.LoopTasks;
import io.portprobe.internal.util.Failures;
import io.portprobe.internal.util.Futures;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Name resolution as the operating system does it.
 *
 * <p>On Linux it keeps the order of sources of the line {@code hosts:} in {@code
 * /etc/nsswitch.conf}: {@code files} is {@code /etc/hosts}, {@code dns} are the name servers of
 * {@code /etc/resolv.conf} with its search list and options. Both files are read again when they
 * change; while this host has no descriptor to read them with, a name waits. Responses are not
 * cached. The name {@code localhost} and names below it never leave this host (RFC 6761). If the
 * line has a source that applies to the name and that portprobe cannot read ({@code resolve},
 * {@code sss}, {@code ldap}, {@code mdns4}, ...), or a rule in brackets for {@code files} or {@code
 * dns}, the JVM resolves the name on a thread of this client: see {@link JvmNames}. The same holds
 * on other systems, and if the JVM uses a separate hosts file ({@code jdk.net.hosts.file}) or an
 * {@code InetAddressResolverProvider}.
 *
 * <p>Thread-safe.
 */
final class SystemNames implements NameService {
  static final int DNS_PORT = 53;

  private final ClientEventLoops loops;
  private final EventLoop loop;
  private final DnsServers servers;
  private final LimitedThreads threads;
  private final JvmNames jvm = new JvmNames();
  private final @Nullable SystemConfigFiles files;

  SystemNames(ClientEventLoops loops) {
    this(loops, JvmSetup.resolvesLikeTheSystem() ? Path.of("/etc") : null, DNS_PORT);
  }

  /**
   * Creates name resolution with other files and another port.
   *
   * @param etc the folder of the files; null if the JVM resolves every name
   */
  SystemNames(ClientEventLoops loops, @Nullable Path etc, int port) {
    this.loops = loops;
    this.loop = loops.next();
    this.threads = loops.threads().resolving();
    this.servers = new DnsServers(loops.backend(), loop, port);
    this.files = etc == null ? null : new SystemConfigFiles(etc, threads);
  }

  @Override
  public NameLookup resolve(String host, AddressSelection needed) {
    Lookup lookup = new Lookup(host, needed);
    if (files == null) {
      lookup.consult(SystemConfig.FOREIGN);
    } else {
      readConfiguration(files, lookup);
    }
    return lookup;
  }

  private void readConfiguration(SystemConfigFiles from, Lookup lookup) {
    var unused =
        from.current()
            .whenComplete(
                (config, failure) -> {
                  try {
                    onConfiguration(from, lookup, config, failure);
                  } catch (RuntimeException | Error e) { // the future would drop it
                    lookup.result.completeExceptionally(e);
                  }
                });
  }

  private void onConfiguration(
      SystemConfigFiles from,
      Lookup lookup,
      @Nullable SystemConfig config,
      @Nullable Throwable failure) {
    if (failure != null
        && Futures.unwrap(failure) instanceof UncheckedIOException shortage
        && lookup.waitsAfter(shortage)) {
      Runnable again = () -> readConfiguration(from, lookup);
      var unused = loop.schedule(again, SystemConfigFiles.FRESH_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      lookup.consult(config == null ? SystemConfig.FOREIGN : config);
    }
  }

  /** Returns whether the event loop takes tasks: it may have died, or been replaced as blocked. */
  boolean isUsable() {
    return loops.isInUse(loop);
  }

  @Override
  public void close() {
    var unused = LoopTasks.submit(loop, servers::close);
  }

  /** One name. Confined to the event loop after {@link #consult}. */
  private final class Lookup implements NameLookup, DnsLookup.Listener {
    private final String host;
    private final AddressSelection needed;
    private final CompletableFuture<Resolution> result = new CompletableFuture<>();
    private final Queue<NameSources.Source> sources = new ArrayDeque<>();
    private volatile @Nullable DnsLookup dns;
    private volatile boolean waitsForThread;
    private volatile boolean cancelled;
    private volatile @Nullable UncheckedIOException shortage;
    private SystemConfig config = SystemConfig.FOREIGN;
    private @Nullable NameResolutionException failure;

    Lookup(String host, AddressSelection needed) {
      this.host = host;
      this.needed = needed;
    }

    /** Returns whether the host needs the configuration, which cannot be read now. */
    boolean waitsAfter(UncheckedIOException unreadable) {
      shortage = unreadable;
      return !cancelled && !isLocalhost();
    }

    void consult(SystemConfig current) {
      shortage = null;
      boolean accepted =
          execute(
              () -> {
                try {
                  begin(current);
                } catch (RuntimeException | Error e) { // for example no memory
                  result.completeExceptionally(e);
                }
              });
      if (!accepted) {
        result.completeExceptionally(
            new NameResolutionException(Problem.RESOLVER_FAILED, "the event loop has ended"));
      }
    }

    private void begin(SystemConfig current) {
      config = current;
      sources.addAll(current.sourcesOf(host));
      if (isLocalhost()) {
        List<InetAddress> listed = current.inHostsFile(host);
        resolved(listed.isEmpty() ? loopback() : listed);
      } else {
        consultNext();
      }
    }

    private boolean execute(Runnable task) {
      if (loop.inEventLoop()) {
        task.run();
        return true;
      }
      return LoopTasks.submit(loop, task);
    }

    private boolean isLocalhost() {
      String plain = SystemConfig.plain(host);
      return files != null && (plain.equals("localhost") || plain.endsWith(".localhost"));
    }

    private void consultNext() {
      NameSources.Source source = sources.poll();
      if (cancelled) {
        return;
      }
      if (source == null) {
        result.completeExceptionally(
            failure != null
                ? failure
                : new NameResolutionException(
                    Problem.NO_SUCH_NAME,
                    Problem.NO_SUCH_NAME.description() + " (not in the hosts file)"));
        return;
      }
      switch (source) {
        case HOSTS_FILE -> {
          List<InetAddress> listed = config.inHostsFile(host);
          if (listed.isEmpty()) {
            consultNext();
          } else {
            resolved(listed);
          }
        }
        case DNS -> {
          if (isInvalid()) {
            onFailed(
                new NameResolutionException(
                    Problem.NO_SUCH_NAME,
                    Problem.NO_SUCH_NAME.description() + " (\"invalid\" is reserved)"));
            return;
          }
          DnsLookup lookup = new DnsLookup(servers, config.dns(), host, needed, this);
          dns = lookup;
          lookup.start();
        }
        case SYSTEM -> callJvm();
      }
    }

    /** RFC 6761 section 6.4: names in the domain "invalid" never exist. */
    private boolean isInvalid() {
      String plain = SystemConfig.plain(host);
      return plain.equals("invalid") || plain.endsWith(".invalid");
    }

    private void resolved(List<InetAddress> addresses) {
      result.complete(new Resolution(AddressOrder.sorted(addresses), List.of()));
    }

    private void callJvm() {
      waitsForThread = true;
      threads.execute(
          () -> {
            if (cancelled) {
              return;
            }
            waitsForThread = false;
            try {
              result.complete(new Resolution(jvm.resolve(host), List.of()));
            } catch (NameResolutionException | RuntimeException | Error e) {
              result.completeExceptionally(e);
            }
          });
    }

    @Override
    public void onResolved(Resolution resolution) {
      result.complete(resolution);
    }

    @Override
    public void onFailed(NameResolutionException failed) {
      failure = failed;
      consultNext();
    }

    @Override
    public CompletableFuture<Resolution> result() {
      return result;
    }

    @Override
    public Optional<NameResolutionException> unfinished() {
      DnsLookup running = dns;
      if (running != null) {
        return running.unfinished();
      }
      UncheckedIOException unreadable = shortage;
      if (unreadable != null) {
        NameResolutionException unresolved =
            new NameResolutionException(
                Problem.RESOLVER_FAILED,
                "the configuration of name resolution cannot be read: "
                    + Failures.describe(unreadable));
        unresolved.initCause(unreadable);
        return Optional.of(unresolved);
      }
      return Optional.of(
          new NameResolutionException(
              Problem.RESOLVER_TIMED_OUT,
              waitsForThread && threads.isBusy()
                  ? threads.limit() + " calls of the system's resolver have not returned"
                  : "the system's resolver did not reply"));
    }

    @Override
    public void cancel() {
      cancelled = true;
      var unused =
          execute(
              () -> {
                DnsLookup running = dns;
                if (running != null) {
                  running.cancel();
                }
              });
    }
  }

  private static List<InetAddress> loopback() {
    try {
      List<InetAddress> both = new ArrayList<>();
      both.add(InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1}));
      byte[] ipv6 = new byte[16];
      ipv6[15] = 1;
      both.add(InetAddress.getByAddress("localhost", ipv6));
      return both;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address: invalid length (expected: 4 or 16)", e);
    }
  }
}
