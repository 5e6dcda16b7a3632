package io.portprobe.protocols.ike;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.List;
import java.util.Optional;

/** The responses of an IPsec gateway. Immutable and thread-safe. Implemented by portprobe only. */
public interface IkeResponder extends Finding {
  /**
   * Returns the response to IKEv1.
   *
   * @return empty if there is none
   */
  Optional<Response> version1();

  /**
   * Returns the response to IKEv2.
   *
   * @return empty if there is none
   */
  Optional<Response> version2();

  /**
   * Returns each response.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();

  /**
   * A response to the proposal of a security association.
   *
   * @param accepted whether the responder chose one of the proposals
   * @param transforms the chosen algorithms by name, for example {@code AES-CBC-256}, in the order
   *     received; empty if the responder chose none
   * @param notifications the names of the notifications, for example {@code NO_PROPOSAL_CHOSEN};
   *     {@code INVALID_KE_PAYLOAD} is followed by the group that the responder demands, for example
   *     {@code INVALID_KE_PAYLOAD (ECP-256)}. {@code COOKIE} is the first if the responder demanded
   *     a cookie, also if it processed the proposal that was repeated with it
   * @param vendorIds the vendor ids by name, or in hexadecimal digits if unknown
   */
  record Response(
      boolean accepted,
      List<String> transforms,
      List<String> notifications,
      List<String> vendorIds) {
    /** Copies the lists. */
    public Response {
      transforms = List.copyOf(transforms);
      notifications = List.copyOf(notifications);
      vendorIds = List.copyOf(vendorIds);
    }

    /** Returns whether a proposal was accepted, and the algorithms or notifications. */
    @Override
    public String toString() {
      return SafeText.line(
          (accepted ? "accepted " : "not accepted ")
              + String.join(", ", accepted ? transforms : notifications));
    }
  }
}
