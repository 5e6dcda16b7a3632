package io.portprobe.protocols.testing.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPException;
import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TlsIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An LDAP server on 127.0.0.1. It serves LDAP over TCP and connectionless LDAP over UDP (MS-ADTS
 * 3.1.1.3.1.11) on the same port. With {@link Builder#tls()} it also supports StartTLS on that port
 * and LDAP over TLS on another one. Its only tree is {@code dc=example,dc=test}, without entries.
 * Anonymous clients may read its rootDSE. It records no {@link #failures()}, and {@link
 * Peer#open()} does not contain it. Thread-safe.
 *
 * <pre>{@code
 * try (DirectoryPeer peer = DirectoryPeer.start();
 *     ProbeClient client = ProbeClient.create()) {
 *   client.tcp(peer.host(), peer.port()).as("ldap").report().join();
 * }
 * }</pre>
 */
public final class DirectoryPeer implements Peer {
  private static final String HOST = "127.0.0.1"; // independent of the JVM's address preference
  private static final String SUFFIX = "dc=example,dc=test";
  private static final String PLAIN = "ldap";
  private static final String TLS = "ldaps";

  /** LDAP_CAP_ACTIVE_DIRECTORY_OID, MS-ADTS 3.1.1.3.4.3.1. */
  private static final String ACTIVE_DIRECTORY = "1.2.840.113556.1.4.800";

  private static final int MAX_LABEL = 63;

  /** The number of attempts to find a port that is free over both UDP and TCP. */
  private static final int MAX_ATTEMPTS = 50;

  private final InMemoryDirectoryServer directory;
  private final CldapResponder cldap;
  private final int port;
  private final OptionalInt tlsPort;

  private DirectoryPeer(
      InMemoryDirectoryServer directory, CldapResponder cldap, int port, OptionalInt tlsPort) {
    this.directory = directory;
    this.cldap = cldap;
    this.port = port;
    this.tlsPort = tlsPort;
  }

  /**
   * Starts a server with default settings: no TLS and no additional attributes.
   *
   * @return a server that already listens
   * @throws UncheckedIOException if no port is available
   */
  public static DirectoryPeer start() {
    return builder().start();
  }

  /**
   * Creates a builder.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the address as a literal.
   *
   * @return {@code "127.0.0.1"}
   */
  @Override
  public String host() {
    return HOST;
  }

  /**
   * Returns the port for LDAP over TCP and UDP.
   *
   * @return 1 to 65535
   */
  @Override
  public int port() {
    return port;
  }

  /**
   * Returns the TCP port for LDAP over TLS.
   *
   * @return 1 to 65535; empty without TLS
   */
  public OptionalInt tlsPort() {
    return tlsPort;
  }

  /**
   * Closes all connections, releases the ports and waits for the thread of UDP. Further calls have
   * no effect.
   */
  @Override
  public void close() {
    cldap.close();
    directory.shutDown(true);
  }

  /**
   * Returns the address of LDAP over TCP.
   *
   * @return for example {@code "ldap://127.0.0.1:49152"}
   */
  @Override
  public String toString() {
    return PLAIN + "://" + HOST + ":" + port;
  }

  /** A builder of directory peers. Not thread-safe. */
  public static final class Builder {
    private final List<Attribute> rootDse = new ArrayList<>();
    private Optional<NetlogonResponder> netlogon = Optional.empty();
    private boolean tls;

    private Builder() {}

    /**
     * Adds an attribute to the rootDSE, or replaces one that the server has by default.
     *
     * @param name the attribute name, for example {@code "defaultNamingContext"}
     * @param values the values, at least one
     * @return this
     * @throws IllegalArgumentException if there are no values
     */
    public Builder rootDse(String name, String... values) {
      Objects.requireNonNull(name, "name");
      if (values.length == 0) {
        throw new IllegalArgumentException("values of " + name + ": none (expected: at least one)");
      }
      rootDse.add(new Attribute(name, values));
      return this;
    }

    /**
     * Makes the server the only domain controller of a forest with one domain. Its rootDSE has the
     * attributes of a domain controller, and it responds to netlogon pings (MS-ADTS 6.3.3) over
     * TCP, TLS and UDP, in the form that the client requests. Default: not a domain controller.
     *
     * @param host the first label of its DNS name, for example {@code "dc1"}; 1 to 63 bytes
     * @param domain the DNS name of the domain, for example {@code "corp.example"}; labels of 1 to
     *     63 bytes
     * @param netbiosDomain the NetBIOS name of the domain, for example {@code "CORP"}; 1 to 63
     *     bytes
     * @param site the site of the server and of all clients; 1 to 63 bytes
     * @return this
     * @throws IllegalArgumentException if a name or label is empty or too long
     */
    public Builder domainController(String host, String domain, String netbiosDomain, String site) {
      checkLabel("host", host);
      for (String label : domain.split("\\.", -1)) {
        checkLabel("domain", label);
      }
      checkLabel("netbiosDomain", netbiosDomain);
      checkLabel("site", site);
      netlogon = Optional.of(new NetlogonResponder(host, domain, netbiosDomain, site));
      rootDse("supportedCapabilities", ACTIVE_DIRECTORY);
      return rootDse("dnsHostName", host + '.' + domain);
    }

    private static void checkLabel(String what, String label) {
      int size = label.getBytes(StandardCharsets.UTF_8).length;
      if (size < 1 || size > MAX_LABEL) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: '%s', a label of %d bytes (expected: 1-%d)",
                what,
                label,
                size,
                MAX_LABEL));
      }
    }

    /**
     * Enables TLS with a self-signed certificate for {@code localhost} and 127.0.0.1. Default: no
     * TLS.
     *
     * @return this
     */
    public Builder tls() {
      tls = true;
      return this;
    }

    /**
     * Starts the server.
     *
     * @return a server that already listens
     * @throws UncheckedIOException if no port is available
     */
    public DirectoryPeer start() {
      try {
        return listen();
      } catch (LDAPException e) {
        throw new UncheckedIOException(new IOException(e));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /**
     * Returns the number of attributes that were set, and whether TLS is enabled.
     *
     * @return for example {@code "DirectoryPeer.Builder[attributes=2, tls=true]"}
     */
    @Override
    public String toString() {
      return "DirectoryPeer.Builder[attributes=" + rootDse.size() + ", tls=" + tls + "]";
    }

    private DirectoryPeer listen() throws LDAPException, IOException {
      SSLContext context = tls ? TlsIdentity.selfSigned("localhost", HOST).context() : null;
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      LDAPException portInUse = null;
      for (int i = 0; i < MAX_ATTEMPTS; i++) {
        DatagramSocket udp = new DatagramSocket(0, loopback);
        InMemoryDirectoryServer directory = directory(loopback, udp.getLocalPort(), context);
        try {
          directory.startListening();
          return peer(directory, udp);
        } catch (LDAPException e) {
          portInUse = e;
          directory.shutDown(true);
          udp.close();
        }
      }
      throw new IOException(
          "port: none free over both TCP and UDP in " + MAX_ATTEMPTS + " attempts", portInUse);
    }

    private DirectoryPeer peer(InMemoryDirectoryServer directory, DatagramSocket udp) {
      int port = directory.getListenPort(PLAIN);
      OptionalInt tlsPort =
          tls ? OptionalInt.of(directory.getListenPort(TLS)) : OptionalInt.empty();
      return new DirectoryPeer(
          directory, CldapResponder.start(udp, directory, netlogon), port, tlsPort);
    }

    private InMemoryDirectoryServer directory(
        InetAddress loopback, int port, @Nullable SSLContext context) throws LDAPException {
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(SUFFIX);
      config.setCustomRootDSEAttributes(rootDse);
      netlogon.ifPresent(config::addInMemoryOperationInterceptor);
      List<InMemoryListenerConfig> listeners = new ArrayList<>();
      listeners.add(
          InMemoryListenerConfig.createLDAPConfig(
              PLAIN, loopback, port, context == null ? null : context.getSocketFactory()));
      if (context != null) {
        listeners.add(
            InMemoryListenerConfig.createLDAPSConfig(
                TLS, loopback, 0, context.getServerSocketFactory(), null));
      }
      config.setListenerConfigs(listeners);
      return new InMemoryDirectoryServer(config);
    }
  }
}
