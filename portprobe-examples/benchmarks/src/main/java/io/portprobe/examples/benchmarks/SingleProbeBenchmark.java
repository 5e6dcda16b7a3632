package io.portprobe.examples.benchmarks;

import io.portprobe.IoMode;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long one question about an open port takes, beside a blocking connect to it. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
public class SingleProbeBenchmark {
  /** Made by JMH. */
  public SingleProbeBenchmark() {}

  /** A listening port. */
  @State(Scope.Benchmark)
  public static class Target {
    private @Nullable AcceptingPort port;

    /** Made by JMH. */
    public Target() {}

    /**
     * Opens it.
     *
     * @throws IOException if there is no port to be had
     */
    @Setup
    public void open() throws IOException {
      port = AcceptingPort.open();
    }

    /**
     * Closes it.
     *
     * @throws IOException if that fails
     */
    @TearDown
    public void close() throws IOException {
      opened().close();
    }

    InetSocketAddress address() {
      return opened().address();
    }

    private AcceptingPort opened() {
      return Objects.requireNonNull(port, "port");
    }
  }

  /** A client that stays open. */
  @State(Scope.Benchmark)
  public static class Client {
    /** The kind of event loop. */
    @Param({"epoll", "nio"})
    public String transport = "";

    private @Nullable ProbeClient client;

    /** Made by JMH. */
    public Client() {}

    /** Makes the client. */
    @Setup
    public void open() {
      client =
          ProbeClient.builder().ioMode(IoMode.valueOf(transport.toUpperCase(Locale.ROOT))).build();
    }

    /** Closes it. */
    @TearDown
    public void close() {
      opened().close();
    }

    ProbeClient opened() {
      return Objects.requireNonNull(client, "client");
    }
  }

  /** A socket that is closed outside of what is measured. */
  @State(Scope.Thread)
  public static class Connection {
    private Socket socket = new Socket();

    /** Made by JMH. */
    public Connection() {}

    /** Makes a socket, with no file descriptor yet. */
    @Setup(Level.Invocation)
    public void make() {
      socket = new Socket();
    }

    /**
     * Closes it by a reset, so that no port is left in TIME_WAIT.
     *
     * @throws IOException if that fails
     */
    @TearDown(Level.Invocation)
    public void close() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  /**
   * A plain blocking connect.
   *
   * @param target where to
   * @param connection by what
   * @return whether it is connected
   * @throws IOException if it is not
   */
  @Benchmark
  public boolean blockingConnect(Target target, Connection connection) throws IOException {
    connection.socket.connect(target.address());
    return connection.socket.isConnected();
  }

  /**
   * A single probe, until the calling thread has the state.
   *
   * @param target where to
   * @param client by what
   * @return the state
   */
  @Benchmark
  public PortState probe(Target target, Client client) {
    InetSocketAddress address = target.address();
    return client.opened().tcp(address.getHostString(), address.getPort()).state().join();
  }
}
