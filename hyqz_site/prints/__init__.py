"""Records on paper and on display boards: views in millimetres, and the PDF that a print shop can use."""
