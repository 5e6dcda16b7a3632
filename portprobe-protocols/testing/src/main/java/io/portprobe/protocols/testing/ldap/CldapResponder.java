package io.portprobe.protocols.testing.ldap;

import com.unboundid.asn1.ASN1Element;
import com.unboundid.asn1.ASN1Exception;
import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server of connectionless LDAP as in Active Directory (MS-ADTS 3.1.1.3.1.11). It responds to
 * searches of the rootDSE with one datagram that has the entry and the end of the search, each
 * encoded as over TCP. A domain controller also responds to netlogon pings. Other operations are
 * ignored.
 */
final class CldapResponder implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(CldapResponder.class.getName());

  /** The maximum size of a request in bytes; longer ones are ignored. */
  private static final int MAX_REQUEST = 2_048;

  private final DatagramSocket socket;
  private final InMemoryDirectoryServer directory;
  private final Optional<NetlogonResponder> netlogon;
  private final Thread thread;

  private CldapResponder(
      DatagramSocket socket,
      InMemoryDirectoryServer directory,
      Optional<NetlogonResponder> netlogon) {
    this.socket = socket;
    this.directory = directory;
    this.netlogon = netlogon;
    this.thread = new Thread(this::run, "portprobe-cldap-peer-" + socket.getLocalPort());
    thread.setDaemon(true);
  }

  /** Starts a server that reads a socket on a separate daemon thread until it is closed. */
  static CldapResponder start(
      DatagramSocket socket,
      InMemoryDirectoryServer directory,
      Optional<NetlogonResponder> netlogon) {
    CldapResponder responder = new CldapResponder(socket, directory, netlogon);
    responder.thread.start();
    return responder;
  }

  /** Closes the socket and waits for the thread. An interrupt of the caller ends the wait. */
  @Override
  public void close() {
    socket.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    byte[] buffer = new byte[MAX_REQUEST + 1];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        respond(packet);
      } catch (IOException e) {
        if (!socket.isClosed()) {
          LOGGER.log(Level.WARNING, "response to a datagram failed", e);
        }
      }
    }
  }

  private void respond(DatagramPacket packet) throws IOException {
    if (packet.getLength() > MAX_REQUEST) {
      return;
    }
    byte[] reply;
    try {
      byte[] request = Arrays.copyOf(packet.getData(), packet.getLength());
      reply = reply(LDAPMessage.decode(ASN1Element.decode(request)));
    } catch (ASN1Exception | LDAPException | RuntimeException e) {
      LOGGER.log(Level.DEBUG, "datagram ignored: not an LDAP message", e);
      return;
    }
    if (reply.length > 0) {
      socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
    }
  }

  private byte[] reply(LDAPMessage request) throws LDAPException {
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    if (request.getProtocolOp() instanceof SearchRequestProtocolOp search) {
      int id = request.getMessageID();
      if (isRootDseSearch(search)) {
        for (Entry entry : entries(search.toSearchRequest())) {
          append(
              reply,
              id,
              new SearchResultEntryProtocolOp(entry.getDN(), List.copyOf(entry.getAttributes())));
        }
        append(reply, id, done(ResultCode.SUCCESS, null));
      } else {
        append(reply, id, done(ResultCode.UNWILLING_TO_PERFORM, "only the rootDSE over UDP"));
      }
    }
    return reply.toByteArray();
  }

  private static boolean isRootDseSearch(SearchRequestProtocolOp search) {
    return search.getBaseDN().isEmpty() && search.getScope().equals(SearchScope.BASE);
  }

  private List<? extends Entry> entries(SearchRequest search) throws LDAPSearchException {
    Optional<Entry> ping = netlogon.flatMap(responder -> responder.respond(search));
    if (ping.isPresent()) {
      return List.of(ping.get());
    }
    return Objects.requireNonNullElse(directory.search(search).getSearchEntries(), List.of());
  }

  private static SearchResultDoneProtocolOp done(ResultCode code, @Nullable String diagnostic) {
    return new SearchResultDoneProtocolOp(code.intValue(), null, diagnostic, null);
  }

  private static void append(ByteArrayOutputStream reply, int id, ProtocolOp operation) {
    reply.writeBytes(new LDAPMessage(id, operation).encode().encode());
  }
}
