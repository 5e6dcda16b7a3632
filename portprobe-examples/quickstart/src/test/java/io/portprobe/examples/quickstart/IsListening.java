package io.portprobe.examples.quickstart;

// README: script
import io.portprobe.Portprobe;

public class IsListening {
  public static void main(String[] args) {
    System.out.println(Portprobe.isListening(args[0], Integer.parseInt(args[1])));
  }
}
// end
