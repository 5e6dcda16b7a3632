package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NameQueryResponse.Owner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A decoder of responses to a name query (RFC 1002 sections 4.2.13 to 4.2.15). */
final class NameQueryResponseReader {
  private static final int GROUP = 0x8000;
  private static final int OWNER_BYTES = 6;
  private static final int ADDRESS_BYTES = 4;

  /** Resource record types A and NS. */
  private static final int A = 1;

  private static final int NS = 2;

  private final NetBiosName queriedName;

  NameQueryResponseReader(NetBiosName queriedName) {
    this.queriedName = queriedName;
  }

  NameQueryResponse read(NameServiceResponse response) throws UnrelatedDatagramException {
    List<String> notes = new ArrayList<>();
    Optional<NameServiceResponse.ResourceRecord> nb = response.firstRecord(NameServiceRequest.NB);
    if (response.error().isPresent()) {
      checkName(response, response.records().stream().findFirst());
      return finding(response, List.of(), 0, notes);
    }
    if (nb.isEmpty()) {
      notes.add(redirection(response));
      return finding(response, List.of(), 0, notes);
    }
    checkName(response, nb);
    if (response.truncated()) {
      notes.add("the response is truncated: there are more addresses");
    }
    List<Owner> owners = owners(nb.get(), notes);
    return finding(response, owners, nb.get().ttl(), notes);
  }

  private void checkName(
      NameServiceResponse response, Optional<NameServiceResponse.ResourceRecord> record)
      throws UnrelatedDatagramException {
    if (record.isPresent() && !response.hasName(record.get(), queriedName)) {
      throw new UnrelatedDatagramException(
          "a response for another name (expected: " + queriedName + ")");
    }
  }

  private NameQueryResponse finding(
      NameServiceResponse response, List<Owner> owners, long ttl, List<String> notes) {
    return new DefaultNameQueryResponse(
        queriedName.name(),
        queriedName.suffix(),
        response.error(),
        owners,
        ttl,
        response.authoritative(),
        response.recursionAvailable(),
        notes);
  }

  private static List<Owner> owners(NameServiceResponse.ResourceRecord record, List<String> notes) {
    ByteBuffer data = record.data();
    List<Owner> owners = new ArrayList<>();
    while (data.remaining() >= OWNER_BYTES) {
      int flags = data.getShort() & 0xffff;
      owners.add(new Owner(address(data), (flags & GROUP) != 0, NodeStatusReader.nodeType(flags)));
    }
    if (data.hasRemaining() || record.announced() > record.data().limit()) {
      notes.add(
          "the record has "
              + record.data().limit()
              + " of "
              + record.announced()
              + " bytes (expected: all, and "
              + OWNER_BYTES
              + " for each address)");
    }
    return owners;
  }

  private static String address(ByteBuffer data) {
    int[] parts = new int[ADDRESS_BYTES];
    for (int i = 0; i < ADDRESS_BYTES; i++) {
      parts[i] = data.get() & 0xff;
    }
    return parts[0] + "." + parts[1] + "." + parts[2] + "." + parts[3];
  }

  /** Returns a note on a response without an NB record, which refers to another name server. */
  private static String redirection(NameServiceResponse response)
      throws UnrelatedDatagramException {
    if (response.firstRecord(NS).isEmpty()) {
      throw new UnrelatedDatagramException("a response without NB and NS records");
    }
    String servers =
        response.records().stream()
            .filter(record -> record.hasType(A) && record.data().remaining() == ADDRESS_BYTES)
            .map(record -> address(record.data().duplicate()))
            .collect(Collectors.joining(", "));
    return "the response refers to another name server" + (servers.isEmpty() ? "" : ": " + servers);
  }
}
