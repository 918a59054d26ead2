"""What is private in a text: found in every form in which people write it, and nothing else.

As much care goes to what must not be found: dates, document numbers, amounts, routes, office telephones.
"""
