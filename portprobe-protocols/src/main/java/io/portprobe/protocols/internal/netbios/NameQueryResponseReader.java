package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.NameQueryResponse;
import io.portprobe.protocols.netbios.NameQueryResponse.Owner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a finding of the response to a name query (RFC 1002 sections 4.2.13 to 4.2.15). */
final class NameQueryResponseReader {
  private static final int GROUP = 0x8000;
  private static final int OWNER_BYTES = 6;
  private static final int ADDRESS_BYTES = 4;

  /** Resource record types A and NS. */
  private static final int A = 1;

  private static final int NS = 2;

  private final NetBiosName asked;

  NameQueryResponseReader(NetBiosName asked) {
    this.asked = asked;
  }

  NameQueryResponse read(NameServiceResponse response) throws UnrelatedDatagramException {
    List<String> notes = new ArrayList<>();
    Optional<NameServiceResponse.Entry> answer = response.firstRecord(NameServiceRequest.NB);
    if (response.error().isPresent()) {
      checkName(response, response.records().stream().findFirst());
      return answer(response, List.of(), 0, notes);
    }
    if (answer.isEmpty()) {
      notes.add(redirection(response));
      return answer(response, List.of(), 0, notes);
    }
    checkName(response, answer);
    if (response.truncated()) {
      notes.add("the response says that there are more addresses than fit");
    }
    List<Owner> owners = owners(answer.get(), notes);
    return answer(response, owners, answer.get().ttl(), notes);
  }

  private void checkName(NameServiceResponse response, Optional<NameServiceResponse.Entry> record)
      throws UnrelatedDatagramException {
    if (record.isPresent() && !response.hasName(record.get(), asked)) {
      throw new UnrelatedDatagramException("a response for another name (expected: " + asked + ")");
    }
  }

  private NameQueryResponse answer(
      NameServiceResponse response, List<Owner> owners, long ttl, List<String> notes) {
    return new NameQueryResponse(
        asked.name(),
        asked.suffix(),
        response.error(),
        owners,
        ttl,
        response.authoritative(),
        response.recursionAvailable(),
        notes);
  }

  private static List<Owner> owners(NameServiceResponse.Entry answer, List<String> notes) {
    ByteBuffer data = answer.data();
    List<Owner> owners = new ArrayList<>();
    while (data.remaining() >= OWNER_BYTES) {
      int flags = data.getShort() & 0xffff;
      owners.add(new Owner(address(data), (flags & GROUP) != 0, NodeStatusReader.nodeType(flags)));
    }
    if (data.hasRemaining() || answer.announced() > answer.data().limit()) {
      notes.add(
          "the record has "
              + answer.data().limit()
              + " of "
              + answer.announced()
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

  /** What a response without an answer says: that another name server is to be asked. */
  private static String redirection(NameServiceResponse response)
      throws UnrelatedDatagramException {
    if (response.firstRecord(NS).isEmpty()) {
      throw new UnrelatedDatagramException("a response without an answer");
    }
    String servers =
        response.records().stream()
            .filter(record -> record.is(A) && record.data().remaining() == ADDRESS_BYTES)
            .map(record -> address(record.data().duplicate()))
            .collect(Collectors.joining(", "));
    return "the response names another name server to ask"
        + (servers.isEmpty() ? "" : ": " + servers);
  }
}
