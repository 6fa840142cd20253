"""How a format is written: skeleton by a library, mass by stream."""
